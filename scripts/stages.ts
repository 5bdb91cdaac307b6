import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export type Stage = {
  readonly name: string
  readonly command: readonly string[]
  readonly counts?: 'vitest' | 'playwright'
  /** Cores it keeps busy, on average. */
  readonly load: number
  /** Stages that must have passed before. */
  readonly needs?: readonly string[]
}
export type Finished = {
  readonly stage: Stage
  /** ms since the first stage began. */
  readonly startedAt: number
  readonly ms: number
  /** Exit code; null when a stage it needs has failed, and it did not run. */
  readonly status: number | null
  /** The stage whose end let it begin; null when it began at once. */
  readonly after: string | null
}

/**
 * Runs stages as soon as those they need have passed and there is room for their load, in the order given where they compete. Their output
 * comes line by line behind their names.
 *
 * @param load of all stages that run at a time, at most
 */
export function runStages(
  stages: readonly Stage[],
  { load, env }: { readonly load: number; readonly env: (stage: Stage, index: number) => Readonly<Record<string, string>> },
): Promise<Finished[]> {
  const start = performance.now()
  const width = Math.max(...stages.map(({ name }) => name.length))
  const waiting = [...stages]
  const finished: Finished[] = []
  let busy = 0
  return new Promise((resolve) => {
    const next = (after: string | null): void => {
      for (const stage of [...waiting]) {
        const needs = (stage.needs ?? []).map((name) => finished.find((f) => f.stage.name === name))
        if (needs.some((f) => f && f.status !== 0)) {
          waiting.splice(waiting.indexOf(stage), 1)
          finished.push({ stage, startedAt: performance.now() - start, ms: 0, status: null, after })
          continue
        }
        // stages begin in their order: one with a large load would never find room beside smaller ones
        const [first] = waiting
        if (needs.some((f) => !f) || stage !== first || busy + stage.load > load) continue
        waiting.splice(waiting.indexOf(stage), 1)
        busy += stage.load
        void run(stage, after)
      }
      if (finished.length === stages.length) resolve(finished)
    }
    const run = async (stage: Stage, after: string | null): Promise<void> => {
      const startedAt = performance.now() - start
      console.log(`${stage.name.padEnd(width)} | begins`)
      const status = await execute(stage, width, env(stage, stages.indexOf(stage)))
      busy -= stage.load
      finished.push({ stage, startedAt, ms: performance.now() - start - startedAt, status, after })
      next(stage.name)
    }
    next(null)
  })
}

function execute({ name, command }: Stage, width: number, env: Readonly<Record<string, string>>): Promise<number> {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env: { ...process.env, FORCE_COLOR: '0', ...env },
  })
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => console.log(`${name.padEnd(width)} | ${line}`))
  return new Promise((resolve) => {
    child.once('error', (e) => {
      console.log(`${name.padEnd(width)} | ${e.message}`)
      resolve(1)
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
}
