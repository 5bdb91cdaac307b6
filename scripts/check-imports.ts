// Enforces the import directions, after proving on a fixture that breaks them that the check sees it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const cruise = (folders: readonly string[]): { status: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(join('node_modules', '.bin', 'depcruise'), ['--config', '.dependency-cruiser.cjs', ...folders], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  return { status, output: stdout + stderr }
}

const broken = cruise(['tests/fixtures/import-rules'])
const missed = ['renderer-alone', 'plain-node', 'shared-without-node', 'phone-alone'].filter((rule) => !broken.output.includes(rule))
if (broken.status === 0 || missed.length) {
  console.error(`The check misses on its own fixture: ${missed.join(', ')}\n${broken.output}`)
  process.exit(1)
}
const real = cruise(['electron', 'renderer', 'shared'])
console.log(real.output.trim())
process.exit(real.status ?? 1)
