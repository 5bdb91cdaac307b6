export type AudioDevice = { readonly id: string; readonly label: string }
export type AudioDevices = {
  readonly microphones: readonly AudioDevice[]
  readonly speakers: readonly AudioDevice[]
  /** The name of the device that is the system's default now, where the browser reports it. */
  readonly defaultMicrophone?: string
}

/** The devices by kind, without the browser's own "default" and "communications" doubles: the system default is ours to name. */
export async function listDevices(): Promise<AudioDevices> {
  const all = await navigator.mediaDevices.enumerateDevices()
  const of = (kind: MediaDeviceKind): AudioDevice[] =>
    all
      .filter((d) => d.kind === kind && d.deviceId !== '' && !['default', 'communications'].includes(d.deviceId))
      .map((d) => ({ id: d.deviceId, label: d.label }))
  const preset = all.find((d) => d.kind === 'audioinput' && d.deviceId === 'default')
  // the double carries the device's own name after a word in the system's language; the device itself has it alone
  const same = preset && all.find((d) => d !== preset && d.kind === 'audioinput' && d.groupId === preset.groupId && preset.label.endsWith(d.label))
  return { microphones: of('audioinput'), speakers: of('audiooutput'), defaultMicrophone: (same ?? preset)?.label ?? '' }
}

/** ms. */
const POLL_EVERY = 2000

/**
 * Runs now, when the browser says that devices changed, and every two seconds: on Linux it says nothing of those that only
 * the sound server knows, such as Bluetooth headsets.
 *
 * @returns the way to stop
 */
export function pollDevices(run: () => void): () => void {
  run()
  if (!pollers.size) {
    navigator.mediaDevices.addEventListener('devicechange', pollAll)
    timer = setInterval(pollAll, POLL_EVERY)
  }
  pollers.add(run)
  return () => {
    pollers.delete(run)
    if (pollers.size) return
    navigator.mediaDevices.removeEventListener('devicechange', pollAll)
    clearInterval(timer)
  }
}

/** One clock for all: what is shown and what is heard change together. */
const pollers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
const pollAll = (): void => {
  for (const run of pollers) run()
}

/** Calls back now and whenever a device came or went; returns the way to stop. */
export function watchDevices(onChange: (devices: AudioDevices) => void): () => void {
  let known = ''
  return pollDevices(() => {
    listDevices().then(
      (devices) => {
        const now = JSON.stringify(devices)
        if (now === known) return
        known = now
        onChange(devices)
      },
      () => {},
    )
  })
}

/** Whether a device is connected now. */
export async function hasDevice(kind: MediaDeviceKind, id: string): Promise<boolean> {
  const all = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  return all.some((d) => d.kind === kind && d.deviceId === id)
}

export type Chosen = { readonly microphone: string; readonly speaker: string; readonly ringer: string }
export type Purpose = keyof Chosen

/** Which of the chosen devices are not connected: the system's default is used instead. */
export function missingDevices(chosen: Chosen, { microphones, speakers }: AudioDevices): Purpose[] {
  const gone = (id: string, list: readonly AudioDevice[]): boolean => id !== 'default' && !list.some((d) => d.id === id)
  return [
    ...(gone(chosen.microphone, microphones) ? (['microphone'] as const) : []),
    ...(gone(chosen.speaker, speakers) ? (['speaker'] as const) : []),
    ...(gone(chosen.ringer, speakers) ? (['ringer'] as const) : []),
  ]
}
