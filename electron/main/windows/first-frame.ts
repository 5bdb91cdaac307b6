/** What the main window shows before its scripts have run. */
export type FirstFrame = {
  readonly language: 'en' | 'de'
  readonly dark: boolean
  /** The screen that will follow. */
  readonly start: 'shell' | 'sign-in'
  /** A call is up, as after a reload: the page fetches its audio first. */
  readonly inCall: boolean
}

/**
 * The page's HTML for this start: in its language and theme, with the outline of the screen that will follow, and without the files that
 * the build lists for another language or another first screen (scripts/early-files.ts).
 */
export function firstFrame(html: string, { language, dark, start, inCall }: FirstFrame): string {
  const call = inCall ? ' data-in-call' : ''
  return html
    .replace(/<html[^>]*>/, `<html lang="${language}" data-mantine-color-scheme="${dark ? 'dark' : 'light'}" data-start="${start}"${call}>`)
    .replace(/[^\S\n]*<link[^>]* data-only="([\w-]+)"[^>]*>\n?/g, (link, only) => (only === language || only === start ? link : ''))
}
