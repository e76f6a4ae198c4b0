@preconcurrency import CReadline
@preconcurrency import Glibc
import Shell
import Synchronization

/// Keys that know statements of several lines.
///
/// They are given before readline reads an `.inputrc` and go by the names that it knows for one line,
/// so that whatever key somebody binds to `end-of-line` does this.
enum LineKeys {
  static func bind() {
    bind("accept-line", runOrBreakLine, ["\\C-m", "\\C-j"], command: ["\\C-m", "\\C-j"])
    bind("insert-newline", breakLine, ["\\e\\C-m", "\\e\\C-j"])
    bind("beginning-of-line", goToStart, ["\\C-a", "\\e[H", "\\eOH", "\\e[1~"])
    bind("end-of-line", goToEnd, ["\\C-e", "\\e[F", "\\eOF", "\\e[4~"])
    bind("previous-history", goUp, ["\\C-p", "\\e[A", "\\eOA"], command: ["k"])
    bind("edit-statement", editStatement, ["\\C-x\\C-e"], command: ["v"])
    bind("next-history", goDown, ["\\C-n", "\\e[B", "\\eOB"], command: ["j"])
  }

  /// - Parameters:
  ///   - keys: in the modes for typing.
  ///   - command: in the command mode of vi.
  private static func bind(
    _ name: String, _ function: @convention(c) (Int32, Int32) -> Int32, _ keys: [String],
    command: [String] = []
  ) {
    // Readline keeps the name, and of two functions with one name it takes the one given first.
    rl_add_defun(strdup(name), function, -1)
    for (keymap, keys) in [("emacs", keys), ("vi-insert", keys), ("vi-command", command)] {
      for key in keys { rl_bind_keyseq_in_map(key, function, rl_get_keymap_by_name(keymap)) }
    }
  }
}

/// Enter: runs a complete statement and breaks the line of one that needs more. Twice in a row it runs
/// in any case, so that nobody is caught in a statement.
private func runOrBreakLine(_ count: Int32, _ key: Int32) -> Int32 {
  let text = LineBuffer.text
  let (session, askedAt) = editing.withLock { ($0.session, $0.askedAt) }
  guard text.utf8.count != askedAt, session?.needsMore(text) ?? false else {
    return rl_newline(count, key)
  }
  editing.withLock { $0.askedAt = text.utf8.count + 1 }
  return breakLine(count, key)
}

private func breakLine(_ count: Int32, _ key: Int32) -> Int32 {
  rl_insert_text("\n")
  return 0
}

/// Up: a line up in the statement, and from its first line to the statement before.
private func goUp(_ count: Int32, _ key: Int32) -> Int32 {
  guard let cursor = LineBuffer.place.above else { return rl_get_previous_history(count, key) }
  LineBuffer.moveCursor(to: cursor)
  return 0
}

private func goDown(_ count: Int32, _ key: Int32) -> Int32 {
  guard let cursor = LineBuffer.place.below else { return rl_get_next_history(count, key) }
  LineBuffer.moveCursor(to: cursor)
  return 0
}

/// Home: to the start of the line, and from there to that of the statement.
private func goToStart(_ count: Int32, _ key: Int32) -> Int32 {
  let start = LineBuffer.place.line.lowerBound
  LineBuffer.moveCursor(to: start == LineBuffer.cursor ? 0 : start)
  return 0
}

private func goToEnd(_ count: Int32, _ key: Int32) -> Int32 {
  let end = LineBuffer.place.line.upperBound
  LineBuffer.moveCursor(to: end == LineBuffer.cursor ? LineBuffer.text.utf8.count : end)
  return 0
}

/// Takes the statement to the user's editor and back.
private func editStatement(_ count: Int32, _ key: Int32) -> Int32 {
  LineReader.leaveDrawing(saying: "\r\n")
  rl_deprep_term_function?()
  rl_clear_signals()
  var problem: TextEditor.Problem?
  do throws(TextEditor.Problem) {
    if editing.withLock({ $0.session?.settings.isSafe ?? true }) { throw .refused }
    let text = try TextEditor.edit(LineBuffer.text)
    rl_begin_undo_group()
    rl_delete_text(0, rl_end)
    LineBuffer.moveCursor(to: 0)
    rl_insert_text(text)
    rl_end_undo_group()
  } catch {
    problem = error
  }
  rl_set_signals()
  rl_prep_term_function?(1)
  if let problem { draw { _ in problem.words + "\r\n" } }
  rl_on_new_line()
  rl_redisplay_function()
  return 0
}
