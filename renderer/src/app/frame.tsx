/** What index.html shows before any script has run: the window's parts, empty. */
export function Frame() {
  return (
    <div className="frame" aria-busy="true">
      <div className="frame-sheet" />
    </div>
  )
}
