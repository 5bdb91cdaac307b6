// `npm run soak -- --minutes 20 --seed 7`: the app in use for so long, with faults at random (tests/soak). The same seed chooses the same steps
// and faults again. The report goes to soak-output/report.json; a broken invariant ends with exit code 1. `--beside`: other work keeps
// the computer busy, so that times are reported, and only times several times longer are failures.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensurePackages } from './system-packages.ts'

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const minutes = option('--minutes', 20)
const seed = option('--seed', Date.now() % 1_000_000)
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error('npm run soak -- [--minutes N] [--seed N]')
  process.exit(2)
}
const bin = (name: string): string => join('node_modules', '.bin', name)
if (!process.argv.includes('--built')) {
  ensurePackages(['host', 'keyring'])
  if (spawnSync(bin('electron-vite'), ['build', '--logLevel', 'warn'], { stdio: 'inherit' }).status !== 0) process.exit(1)
}
const playwright = [bin('playwright'), 'test', '--project=soak', '--workers=1']
// a disk that can be filled takes a mount, which only root may make and nobody else should see
const root = process.platform === 'linux' && process.getuid?.() === 0
const [program = '', ...args] = root ? ['unshare', '--mount', '--propagation', 'private', ...playwright] : playwright
const { status } = spawnSync(program, args, {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: {
    ...process.env,
    DIALDESK_SOAK_MINUTES: String(minutes),
    DIALDESK_SOAK_SEED: String(seed),
    ...(root ? { DIALDESK_SOAK_MOUNTS: '1' } : {}),
    ...(process.argv.includes('--beside') ? { DIALDESK_SOAK_BESIDE: '1' } : {}),
  },
})
process.exit(status ?? 1)
