import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'

/** Lets a database's thread take its compiled modules from where main keeps its own: a thread does not inherit that. Only for modules that are imported afterwards. */
export function takeCompiledModules(): void {
  const { compiled } = workerData as { readonly compiled?: string }
  if (compiled !== undefined) enableCompileCache(compiled)
}
