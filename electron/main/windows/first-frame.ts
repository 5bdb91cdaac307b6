/** What the main window shows before its scripts have run. */
export type FirstFrame = {
  readonly language: 'en' | 'de'
  readonly dark: boolean
  /** The screen that will follow. */
  readonly start: 'shell' | 'sign-in'
  /** A call is up, as after a reload: the page fetches its audio first. */
  readonly inCall: boolean
  /** The screen as the build drew it (scripts/first-frames.ts), by its name in the folder of frames; null: its outline. */
  readonly drawn: string | null
}

/** The outline in the page's HTML, in whose place a drawn screen comes. */
const outline = /<div class="frame" aria-busy="true">.*<\/div>/

/**
 * The page's HTML for this start: in its language and theme, with the screen that will follow or its outline, and without the files that
 * the build lists for another language or another first screen (scripts/early-files.ts).
 *
 * @param screen the drawn screen's HTML, or null
 */
export function firstFrame(html: string, { language, dark, start, inCall }: FirstFrame, screen: string | null): string {
  const call = inCall ? ' data-in-call' : ''
  return html
    .replace(/<html[^>]*>/, `<html lang="${language}" data-mantine-color-scheme="${dark ? 'dark' : 'light'}" data-start="${start}"${call}>`)
    .replace(/[^\S\n]*<link[^>]* data-only="([\w-]+)"[^>]*>\n?/g, (link, only) => (only === language || only === start ? link : ''))
    .replace(outline, (line) => screen ?? line)
}
