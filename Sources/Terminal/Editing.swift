@preconcurrency import CReadline
@preconcurrency import Glibc
import Shell
import Synchronization

/// What the functions that readline calls know: they are plain C functions, without a context.
struct Editing {
  /// Knows which statements are complete; nil between lines.
  var session: Session?
  /// What stands on a new line from the start.
  var begun = ""
  var painter = LinePainter()
  /// How long the statement was when Enter asked for more.
  var askedAt: Int?
  /// What was offered last.
  var completion = Completion.none
}

/// Locked only for moments in which nothing of readline is called.
let editing = Mutex(Editing())

/// The line being edited, in readline's variables.
enum LineBuffer {
  static var text: String { rl_line_buffer.map { String(cString: $0) } ?? "" }

  /// In bytes.
  static var cursor: Int { Int(rl_point) }

  static func moveCursor(to offset: Int) { rl_point = Int32(clamping: offset) }

  static var place: LinePlace { LinePlace(in: text, cursor: cursor) }
}

/// Called by readline when a line begins.
func typeWhatIsBegun() -> Int32 {
  let text = editing.withLock { $0.begun }
  if !text.isEmpty { rl_insert_text(text) }
  return 0
}

/// Draws the statement with a prompt for each of its lines, in place of readline's own drawing, which
/// knows one prompt.
func redisplay() {
  let text = LineBuffer.text
  // Readline's messages, such as that of a search, come as a prompt of their own.
  let prompt = rl_display_prompt.map { String(cString: $0) } ?? ""
  var height: Int32 = 24
  var columns: Int32 = 80
  rl_get_screen_size(&height, &columns)
  let cursor = LineBuffer.cursor
  draw { editing in
    let further = editing.session?.furtherPrompts(text) ?? []
    let layout = LineLayout(
      prompt: prompt, text: text, cursor: cursor, further: further, columns: Int(columns))
    return editing.painter.paint(layout, columns: Int(columns), height: Int(height))
  }
}

/// Writes what a change of the drawing takes.
func draw(_ change: (inout Editing) -> String) {
  let bytes = editing.withLock { change(&$0) }
  fputs(bytes, rl_outstream)
  fflush(rl_outstream)
}
