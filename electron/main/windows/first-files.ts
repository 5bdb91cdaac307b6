/**
 * Tells once when the page's first files have been asked for: all that its HTML names.
 *
 * @param done called when the last one is
 */
export function watchFirstFiles(done: () => void): {
  /** The page is sent. */
  readonly sent: (html: string) => void
  /** A file is asked for. @param path as in `/assets/first.js` */
  readonly asked: (path: string) => void
} {
  let missing: Set<string> | null = null
  return {
    sent(html) {
      missing ??= new Set(Array.from(html.matchAll(/<(?:script|link)[^>]* (?:src|href)="\.([^"]+)"/g), ([, path = '']) => path))
    },
    asked(path) {
      if (missing?.delete(path) && missing.size === 0) done()
    },
  }
}
