extension SimulatedVenue {
  /// Whoever was connected is gone: reports and answers on their way, and questions that have not
  /// arrived, are lost. Requests are not.
  public mutating func hangUp() {
    replies.clear()
    ready.removeAll()
    inquiries.clear()
    answers.clear()
    readyAnswers.removeAll()
  }
}
