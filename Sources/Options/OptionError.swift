/// What is wrong with a command line. Each case carries what its message needs.
public enum OptionError: Error, Equatable {
  case unknownOption(String, nearest: String?)
  case missingValue(String, placeholder: String)
  case unwantedValue(String)
  case repeated(String)
  case missingOperand(String, summary: String)
  case extraOperand(String)
  /// A value out of its range: the option, what was given, what is allowed.
  case badValue(String, given: String, allowed: String)
  /// A value that appears twice in an option's list.
  case repeatedValue(String, String)
}

extension OptionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownOption(let option, let nearest?):
      "unknown option \(option); did you mean \(nearest)?"
    case .unknownOption(let option, nil): "unknown option \(option)"
    case .missingValue(let option, let placeholder):
      "\(option) needs a value: \(option) \(placeholder)"
    case .unwantedValue(let option): "\(option) takes no value"
    case .repeated(let option): "\(option) is given twice"
    case .missingOperand(let placeholder, let summary): "\(placeholder) is missing: \(summary)"
    case .extraOperand(let operand): "\"\(operand)\" is one argument too many"
    case .badValue(let option, let given, let allowed):
      "\(option) \(given): not allowed; \(allowed)"
    case .repeatedValue(let option, let value): "\(option): \(value) is given twice"
    }
  }
}
