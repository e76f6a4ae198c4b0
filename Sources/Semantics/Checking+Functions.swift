import Messages
import Plan
import Syntax

extension Checking {
  /// A user's function is checked at each call, among the rows that stand around it.
  mutating func checkUserFunction(
    _ function: FunctionDeclaration, _ call: CallArguments, _ span: Span
  ) -> Shape {
    let id = DefinitionID(.function, function.name)
    let sight = Binding.Sight.rows(grains: scopes.map(\.grain), count: scopes.count)
    guard
      let parameters = bind(
        function.formals, of: id, function.name, to: call, seeing: sight, at: span)
    else { return .poison }
    let result = using(id, function.name, function.span, at: span, otherwise: Shape.poison) {
      $0.reading.parameters = parameters
      return $0.check(function.body)
    }
    switch result {
    case .value(var value):
      value.span = span
      return .value(value)
    case .many:
      manyOrigins[span] = manyOrigins[function.body.span]
      return result
    case .gathered, .rows, .periods, .list, .scopeRow, .linkRow, .loopRow, .poison: return result
    }
  }

  /// What the parameters of a function or verb stand for at a call; nil after a message.
  mutating func bind(
    _ formals: [Formal], of callee: DefinitionID, _ name: Name, to call: CallArguments,
    seeing sight: Binding.Sight, in run: VerbRun? = nil, at span: Span
  ) -> [String: Binding]? {
    if let modifier = call.modifiers.first {
      report(clauseForDefinition(name, at: modifier.span))
      return nil
    }
    guard let arguments = matched(call.arguments, to: formals, of: name, at: span) else {
      return nil
    }
    var parameters: [String: Binding] = [:]
    for (formal, argument) in zip(formals, arguments) {
      var binding = Binding(
        formal: formal, argument: argument ?? Query(Expression(.missing, span: span)),
        sight: sight, measuredGrain: measure?.rows?.scope.grain, reading: reading, run: run,
        callee: callee)
      if let argument {
        // A parameter handed on is the same argument, not one more to look through.
        if formal.type == nil, let expression = argument.expression,
          let same = self.binding(expression)
        {
          binding = same
        }
      } else if let value = formal.defaultValue {
        binding.argument = Query(value)
        binding.reading.parameters = parameters
        binding.reading.chain.append(callee)
      } else {
        report(missingArgument(formal, of: name, at: span))
        return nil
      }
      parameters[formal.name.key] = binding
    }
    return parameters
  }

  /// The argument for each parameter, nil for one that is left out; nil after a message.
  private mutating func matched(
    _ arguments: [Argument], to formals: [Formal], of name: Name, at span: Span
  ) -> [Query?]? {
    var result = [Query?](repeating: nil, count: formals.count)
    for (index, argument) in arguments.enumerated() {
      var place = index
      if let label = argument.name {
        guard let named = formals.firstIndex(where: { $0.name.key == label.key }) else {
          report(unknownParameter(label, of: name, among: formals))
          return nil
        }
        place = named
      } else if arguments[..<index].contains(where: { $0.name != nil }) {
        report(unnamedBehindNamed(argument, of: name))
        return nil
      }
      guard place < formals.count else {
        report(tooManyArguments(arguments.count, formals, of: name, at: span))
        return nil
      }
      guard result[place] == nil else {
        report(givenTwice(formals[place], argument, of: name))
        return nil
      }
      result[place] = argument.value
    }
    return result
  }
}
