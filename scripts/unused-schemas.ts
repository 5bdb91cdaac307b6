import { parseAst } from 'vite'

type Node = {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly name?: string
  readonly callee?: Node
  readonly object?: Node
}
type Declaration = Node & { readonly declarations?: readonly (Node & { readonly id: Node; readonly init: Node | null })[] }

/**
 * Marks each constant of a module that is a schema as one that does nothing when it is made, so that a build leaves it out where nobody uses
 * it: one that is named so (`callSchema`), or that begins with zod's `z`. A build cannot know that, since a schema is made of calls.
 *
 * @param code JavaScript, without types
 */
export function markSchemas(code: string): string {
  const marked: Node[] = []
  for (const statement of parseAst(code).body as readonly (Node & { readonly declaration?: Declaration | null })[]) {
    const { declarations = [] } = (statement.type === 'ExportNamedDeclaration' ? statement.declaration : (statement as Declaration)) ?? {}
    for (const { id, init } of declarations)
      if (init && /^(Call|Member)Expression$/.test(init.type) && (id.name?.endsWith('Schema') || firstName(init) === 'z')) marked.push(init)
  }
  let text = ''
  let at = 0
  for (const { start, end } of marked) {
    text += `${code.slice(at, start)}/* @__PURE__ */ (() => ${code.slice(start, end)})()`
    at = end
  }
  return text + code.slice(at)
}

/** The name that a chain of calls begins with: `z` of `z.string().max(3)`. */
function firstName({ name, callee, object }: Node): string | undefined {
  const next = callee ?? object
  return next ? firstName(next) : name
}
