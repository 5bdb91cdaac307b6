import { execFile, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { purity } from '../../sandbox/g711.ts'
import { until } from '../until.ts'
import { peerFolder, startPeer } from './process.ts'

/** A sound server of the test's own, whose devices come and go at a word: real hot-plugging, without hardware. */
export type SoundServer = {
  /** For the app's environment. */
  readonly env: Readonly<Record<string, string>>
  /** Plugs in a microphone that gives a pure tone; the way to pull it out. */
  readonly microphone: (name: string, hz: number) => Promise<() => Promise<void>>
  readonly speaker: (name: string) => Promise<() => Promise<void>>
  /** The system's default devices. */
  readonly usual: (speaker: string, microphone: string) => Promise<void>
  /** How pure a tone is in what a speaker plays now. */
  readonly plays: (speaker: string, hz: number) => Promise<number>
  readonly stop: () => Promise<void>
}

const run = promisify(execFile)

export async function startSoundServer(): Promise<SoundServer> {
  const folder = peerFolder('pulse')
  const socket = join(folder, 'native')
  writeFileSync(join(folder, 'start.pa'), `load-module module-native-protocol-unix auth-anonymous=1 socket=${socket}\n`)
  const peer = startPeer(folder, 'env', [
    `HOME=${folder}`,
    `XDG_RUNTIME_DIR=${folder}`,
    `PULSE_RUNTIME_PATH=${folder}`,
    'pulseaudio',
    ...['-n', '-F', join(folder, 'start.pa'), '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disallow-exit=yes'],
  ])
  const env = { PULSE_SERVER: `unix:${socket}` }
  const control = async (...args: string[]): Promise<string> => (await run('pactl', args, { env: { ...process.env, ...env } })).stdout.trim()
  const answers = (): Promise<boolean> =>
    control('info').then(
      () => true,
      () => false,
    )
  await until(answers, { every: 30, failure: () => `pulseaudio does not answer\n${peer.log().slice(-1500)}` })
  const plug = async (...module: string[]): Promise<() => Promise<void>> => {
    const id = await control('load-module', ...module)
    return () => control('unload-module', id).then(() => {})
  }
  return {
    env,
    async microphone(name, hz) {
      // a silent speaker with a tone in it, and the microphone that listens there
      const feed = `${name}_feed`
      const all = [
        await plug('module-null-sink', `sink_name=${feed}`, 'rate=48000'),
        await plug('module-sine', `sink=${feed}`, `frequency=${hz}`),
        await plug('module-remap-source', `master=${feed}.monitor`, `source_name=${name}`, `source_properties=device.description=${name}`),
      ]
      return async () => {
        for (const pull of all.reverse()) await pull()
      }
    },
    usual: async (speaker, microphone) => {
      await control('set-default-sink', speaker)
      await control('set-default-source', microphone)
    },
    speaker: (name) => plug('module-null-sink', `sink_name=${name}`, `sink_properties=device.description=${name}`, 'rate=48000'),
    async plays(speaker, hz) {
      const recorder = spawn(
        'parec',
        ['--raw', `--device=${speaker}.monitor`, '--format=s16le', '--rate=48000', '--channels=1', '--latency-msec=50'],
        {
          env: { ...process.env, ...env },
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      )
      const pieces: Buffer[] = []
      recorder.stdout.on('data', (data: Buffer) => pieces.push(data))
      await new Promise((resolve) => setTimeout(resolve, 700))
      recorder.kill()
      const all = Buffer.concat(pieces).subarray(-48_000 / 2)
      const samples = Int16Array.from({ length: all.length >> 1 }, (_, i) => all.readInt16LE(i * 2))
      return samples.length ? purity(samples, hz, 48_000) : 0
    },
    stop: peer.stop,
  }
}
