/** What the main window shows before its scripts have run. */
export type FirstFrame = {
  readonly language: 'en' | 'de'
  readonly dark: boolean
  /** The screen that will follow. */
  readonly start: 'shell' | 'sign-in'
}

/**
 * The page's HTML for this start: in its language and theme, with the outline of the screen that will follow, and without the files that
 * the build lists for another language or another first screen (scripts/early-files.ts).
 */
export function firstFrame(html: string, { language, dark, start }: FirstFrame): string {
  return html
    .replace(/<html[^>]*>/, `<html lang="${language}" data-mantine-color-scheme="${dark ? 'dark' : 'light'}" data-start="${start}">`)
    .replace(/[^\S\n]*<link[^>]* data-only="([\w-]+)"[^>]*>\n?/g, (link, only) => (only === language || only === start ? link : ''))
}
