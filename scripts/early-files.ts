import type { Plugin } from 'vite'

type Chunk = {
  readonly type: 'chunk'
  readonly fileName: string
  readonly facadeModuleId: string | null
  readonly imports: readonly string[]
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> }
}
type Asset = { readonly type: 'asset'; readonly fileName: string }
type Bundle = Readonly<Record<string, Chunk | Asset>>

/**
 * Lists in the page's HTML what the first screen needs and no script of the HTML imports, so that none of it waits for another file: the font,
 * the numbering plans, each language's texts and the sign-in form; and what a page that is loaded in a call begins with. What belongs to one
 * language, one first screen or a call has `data-only`, by which main leaves out the others (electron/main/windows/first-frame.ts).
 */
export function earlyFiles(): Plugin {
  return {
    name: 'early-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle: built, path }) {
        if (!built || !path.endsWith('/index.html')) return html
        const bundle = built as unknown as Bundle
        const named = (pattern: RegExp): string[] => Object.keys(bundle).filter((name) => pattern.test(name))
        const link = (file: string, attributes: string): string =>
          html.includes(file) ? '' : `    <link ${attributes} crossorigin href="./${file}">\n`
        const data = (pattern: RegExp, only = ''): string[] => named(pattern).map((file) => link(file, `${only}rel="preload" as="fetch"`))
        const script = (source: string, only: string): string[] =>
          [...reached(bundle, source)].map((file) => link(file, `${only}rel="${file.endsWith('.css') ? 'stylesheet' : 'modulepreload'}"`))
        const links = [
          ...named(/inter-latin-opsz-normal.*\.woff2$/).map((file) => link(file, 'rel="preload" as="font" type="font/woff2"')),
          ...data(/metadata\.min.*\.json$/),
          ...data(/\/en-[^/]*\.json$/, 'data-only="en" '),
          ...data(/\/de-[^/]*\.json$/, 'data-only="de" '),
          ...script('/i18n/en.json.data.js', 'data-only="en" '),
          ...script('/i18n/de.json.data.js', 'data-only="de" '),
          ...script('/sign-in/sign-in.tsx', 'data-only="sign-in" '),
          ...named(/later-styles-.*\.css$/).map((file) => link(file, 'data-only="sign-in" rel="stylesheet"')),
        ]
        return inCall(bundle, html).replace(/[^\S\n]*<\/head>/, `${links.join('')}  </head>`)
      },
    },
  }
}

/** Besides the page's entry the one of a page that is loaded in a call, which goes on with the other (renderer/src/in-call.ts). */
function inCall(bundle: Bundle, html: string): string {
  const [first = '', ...others] = reached(bundle, '/in-call.ts')
  const own = others.filter((name) => !html.includes(name))
  return html.replace(/([^\S\n]*)<script type="module" crossorigin src="([^"]+)"><\/script>\n/, (_, space: string, entry: string) =>
    [
      `<script data-only="no-call" type="module" crossorigin src="${entry}"></script>`,
      `<script data-only="call" type="module" crossorigin src="./${first}"></script>`,
      `<link data-only="call" data-next rel="modulepreload" crossorigin href="${entry}">`,
      ...own.map((name) => `<link data-only="call" rel="modulepreload" crossorigin href="./${name}">`),
    ]
      .map((line) => `${space}${line}\n`)
      .join(''),
  )
}

/** The file of a module that is loaded on its own, then those of what it imports. */
function reached(bundle: Bundle, source: string): ReadonlySet<string> {
  const files = new Set<string>()
  const follow = (file: Chunk | Asset | undefined): void => {
    if (file?.type !== 'chunk' || files.has(file.fileName)) return
    files.add(file.fileName)
    for (const css of file.viteMetadata?.importedCss ?? []) files.add(css)
    for (const name of file.imports) follow(bundle[name])
  }
  follow(Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId?.replaceAll('\\', '/').endsWith(source)))
  return files
}
