extension SimulatedVenue {
  /// Ends the connection: reports and answers in transit, and inquiries that have not arrived, are
  /// lost. Requests are not.
  public mutating func hangUp() {
    replies.clear()
    ready.removeAll()
    inquiries.clear()
    answers.clear()
    readyAnswers.removeAll()
  }
}
