/** What the main window shows before its scripts have run. */
export type FirstFrame = {
  readonly language: 'en' | 'de'
  readonly dark: boolean
  /** The screen that will follow. */
  readonly start: 'shell' | 'sign-in'
  /** A call is up, as after a reload: the page begins with its audio (renderer/src/in-call.ts). */
  readonly inCall: boolean
  /** The screen as the build drew it (scripts/first-frames.ts), by its name in the folder of frames; null: its outline. */
  readonly drawn: string | null
}

/** The outline in the page's HTML, in whose place a drawn screen comes. */
const outline = /<div class="frame" aria-busy="true">.*<\/div>/

/**
 * The page's HTML for this start: in its language and theme, with the screen that will follow or its outline, and without the files that
 * the build lists for another language, another first screen, or a page in a call or without one (scripts/early-files.ts).
 *
 * @param screen the drawn screen's HTML, or null
 */
export function firstFrame(html: string, { language, dark, start, inCall }: FirstFrame, screen: string | null): string {
  const wanted: readonly string[] = [language, start, inCall ? 'call' : 'no-call']
  return html
    .replace(/<html[^>]*>/, `<html lang="${language}" data-mantine-color-scheme="${dark ? 'dark' : 'light'}" data-start="${start}">`)
    .replace(/[^\S\n]*<(?:link|script)[^>]* data-only="([\w-]+)"[^>]*>(?:<\/script>)?\n?/g, (line, only) => (wanted.includes(only) ? line : ''))
    .replace(outline, (line) => screen ?? line)
}
