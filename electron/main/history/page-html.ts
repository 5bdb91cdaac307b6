import type { Language } from './csv.ts'

/** For paper, and for a screen where it stays a page: no script, nothing from elsewhere. */
const style = `
  * { box-sizing: border-box }
  html { color-scheme: light; background: #fff }
  body { font: 10pt/1.4 Inter, "Liberation Sans", Arial, sans-serif; color: #15181e; margin: 0 auto; max-width: 190mm }
  h1 { font-size: 16pt; margin: 0 0 8pt }
  h2 { font-size: 11pt; margin: 14pt 0 4pt; break-after: avoid }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 1pt 12pt; margin: 0 }
  dt { color: #454c59 }
  dd { margin: 0; overflow-wrap: anywhere }
  p { color: #454c59; margin: 6pt 0 0 }
  .missing { color: #15181e; font-weight: 600 }
  table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 9pt }
  th, td { text-align: start; vertical-align: top; padding: 2pt 6pt 2pt 0; border-bottom: .5pt solid #c4c9d2; overflow-wrap: anywhere }
  th { color: #454c59; font-weight: 600 }
  tr { break-inside: avoid }
  .n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }
  tfoot td { font-weight: 600; border-bottom: 0 }
  @media screen { body { padding: 12mm } }`

/** The begin of a page to print, up to its body's first element. */
export const pageHead = (title: string, language: Language): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${safe(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${style}</style></head>
<body>`
export const PAGE_FOOT = '</body></html>\n'

/** Names and values under each other, without those that are empty. */
export const factList = (facts: ReadonlyArray<readonly [name: string, value: string]>): string =>
  `<dl>${facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<dt>${safe(name)}</dt><dd><bdi>${safe(value)}</bdi></dd>`)
    .join('\n')}</dl>`

/** Text from outside, as text. */
export const safe = (text: string): string => text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
