// `npm run test:flaky -- --runs 10`: the end-to-end and integration specs again and again, in random order and with both cores kept
// busy by something else. Every failure is printed with its trace and the command that repeats its run's order; `--seed N` is the
// first run's. Nothing is tried until it passes: one failure in any run ends with exit code 1.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStages, type Stage } from './stages.ts'
import { ensurePackages } from './system-packages.ts'

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const runs = option('--runs', 10)
const firstSeed = option('--seed', Date.now() % 1_000_000)
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(firstSeed)) {
  console.error('npm run test:flaky -- [--runs N] [--seed N]')
  process.exit(2)
}
const root = process.platform === 'linux' && process.getuid?.() === 0
const bin = (name: string): string => join('node_modules', '.bin', name)
const playwright = [bin('playwright'), 'test']
const stages: Stage[] = [
  { name: 'specs', command: [...playwright, '--workers=2'], counts: 'playwright', load: 2 },
  ...(root
    ? [
        {
          name: 'namespaces',
          command: ['env', '-u', 'DIALDESK_TEST_SEED', 'scripts/with-nat.sh', ...playwright, '--project=namespaces', '--workers=1'],
          counts: 'playwright' as const,
          load: 0.5,
        },
      ]
    : []),
]
type Row = { readonly file: string; readonly line: number; readonly title: string; readonly status: string }

ensurePackages(['host', 'display', 'keyring', 'desktop', 'peers'])
if (spawnSync(bin('electron-vite'), ['build', '--logLevel', 'warn'], { stdio: 'inherit' }).status !== 0) process.exit(1)
const folder = mkdtempSync(join(tmpdir(), 'dialdesk-flaky-'))
const rows: string[] = []
const failures: string[] = []
for (let run = 1; run <= runs; run++) {
  const seed = firstSeed + run - 1
  const output = `test-results/flaky-${run}`
  mkdirSync(output, { recursive: true })
  console.log(`\n== run ${run} of ${runs}, seed ${seed}`)
  const load = keepBusy()
  const started = performance.now()
  const finished = await runStages(stages, {
    load: 3,
    env: (stage, index) => ({
      DIALDESK_TEST_COUNTS: join(folder, `${stage.name}.json`),
      DIALDESK_TEST_RANGE: String(index),
      DIALDESK_TEST_SEED: String(seed),
      DIALDESK_TEST_TRACES: '1',
      DIALDESK_TEST_OUTPUT: join(output, stage.name),
    }),
  })
  for (const child of load) child.kill()
  const tests = finished.flatMap(({ stage }) => read(stage.name))
  const failed = tests.filter(({ status }) => status === 'failed')
  const broken = finished.filter(({ stage, status }) => status !== 0 && !read(stage.name).some((t) => t.status === 'failed'))
  for (const { title, file, line } of failed) failures.push(`run ${run}, seed ${seed}: ${title} (${file}:${line}), traces in ${output}`)
  for (const { stage } of broken) failures.push(`run ${run}, seed ${seed}: ${stage.name} ended badly`)
  rows.push(
    `${String(run).padStart(4)}  ${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${tests.filter((t) => t.status === 'passed').length} passed, ${failed.length + broken.length} failed, seed ${seed}`,
  )
  console.log(rows.at(-1))
}
rmSync(folder, { recursive: true, force: true })
console.log(`\nRuns\n${rows.join('\n')}`)
for (const failure of failures) console.log(failure)
console.log(`${runs - new Set(failures.map((f) => f.split(',')[0])).size} of ${runs} runs green`)
process.exit(failures.length ? 1 : 0)

/** One process a core that does nothing but compute, and ends with this one however that ends. */
function keepBusy(): ChildProcess[] {
  const work = `while (process.ppid === ${process.pid}) for (let i = 0; i < 1e7; i++) Math.random()`
  return Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', work], { stdio: 'ignore' }))
}

function read(stage: string): Row[] {
  try {
    return JSON.parse(readFileSync(join(folder, `${stage}.json`), 'utf8')).tests
  } catch {
    return []
  }
}
