import type { CallView } from '../../../shared/domain/call.ts'

export type AudioDevice = { readonly id: string; readonly label: string }
export type AudioDevices = {
  readonly microphones: readonly AudioDevice[]
  readonly speakers: readonly AudioDevice[]
  /** The name of the device that is the system's default now, where the browser reports it. */
  readonly defaultMicrophone?: string
}

/** The devices by kind, without the browser's own "default" and "communications" doubles: the system default is ours to name. */
export const listDevices = async (): Promise<AudioDevices> => byKind(await navigator.mediaDevices.enumerateDevices())

function byKind(all: readonly MediaDeviceInfo[]): AudioDevices {
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
/** ms. A microphone that takes longer waits for the user, whom the system asks. */
const OPENS_WITHIN = 1000

/** ms. Chromium keeps an output stream for five seconds after its last use, and takes it up again where one is requested meanwhile. */
const KEPT_STREAM = 6000

type Run = (devices: readonly MediaDeviceInfo[]) => void

/**
 * Runs with the devices now, when the browser says that they changed, and every two seconds while somebody may see or hear them: on Linux
 * the browser says nothing of those that only the sound server knows, such as Bluetooth headsets. A list starts a process of the browser's
 * that looks for cameras, so nothing is asked for a hidden page without a call. All get the same list: what is shown and what is heard
 * change together.
 *
 * @returns the way to stop
 */
export function pollDevices(run: Run): () => void {
  pollers.add(run)
  if (pollers.size === 1) {
    navigator.mediaDevices.addEventListener('devicechange', pollAll)
    document.addEventListener('visibilitychange', pollWhileWanted)
    pollWhileWanted()
  } else if (latest) queueMicrotask(() => latest && pollers.has(run) && run(latest))
  return () => {
    pollers.delete(run)
    if (pollers.size) return
    navigator.mediaDevices.removeEventListener('devicechange', pollAll)
    document.removeEventListener('visibilitychange', pollWhileWanted)
    pollWhileWanted()
  }
}

/** The devices of a call count though nobody looks at the page; those of one that has ended do not, also while its summary is shown. */
export function followDevicesForCalls(calls: readonly Pick<CallView, 'state'>[]): void {
  clearTimeout(afterCall)
  if (calls.some(({ state }) => state !== 'ended')) inCall = true
  // a device that comes back must not be taken for one that was always there
  else if (inCall)
    afterCall = setTimeout(() => {
      inCall = false
      pollWhileWanted()
    }, KEPT_STREAM)
  pollWhileWanted()
}

const pollers = new Set<Run>()
let timer: ReturnType<typeof setInterval> | undefined
let inCall = false
let afterCall: ReturnType<typeof setTimeout> | undefined
/** As long as it is asked for regularly. */
let latest: readonly MediaDeviceInfo[] | null = null
let opening: Promise<unknown> = Promise.resolve()

function pollWhileWanted(): void {
  const wanted = pollers.size > 0 && (inCall || document.visibilityState === 'visible')
  if (wanted === (timer !== undefined)) return
  clearInterval(timer)
  timer = wanted ? setInterval(pollAll, POLL_EVERY) : undefined
  latest = null
  if (wanted) pollAll()
}

const pollAll = (): void => {
  opening
    .then(() => navigator.mediaDevices.enumerateDevices())
    .then(
      (devices) => {
        if (!pollers.size) return
        latest = timer === undefined ? null : devices
        for (const run of pollers) run(devices)
      },
      // asked again in two seconds
      () => {},
    )
}

/** Lets the lists of devices wait until a microphone is open, a second at the most: the browser does one after the other, and a call waits for it. */
export function keepDevicesWaiting(microphone: Promise<unknown>): void {
  opening = Promise.race([microphone.catch(() => {}), new Promise((done) => setTimeout(done, OPENS_WITHIN))])
}

/** Calls back now and whenever a device came or went; returns the way to stop. */
export function watchDevices(onChange: (devices: AudioDevices) => void): () => void {
  let known = ''
  return pollDevices((all) => {
    const devices = byKind(all)
    const now = JSON.stringify(devices)
    if (now === known) return
    known = now
    onChange(devices)
  })
}

/** Whether a device is connected, as far as is known. */
export async function hasDevice(kind: MediaDeviceKind, id: string): Promise<boolean> {
  const all = latest ?? (await navigator.mediaDevices.enumerateDevices().catch(() => []))
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

export type ReturnedDevices = {
  /** What is connected now. @returns the ids that may be used */
  readonly seen: (ids: readonly string[]) => string[]
  readonly mayBeUsed: (id: string) => boolean
}

/**
 * Tells which output devices may be used: not one that was pulled out and plugged in again within seconds, since Chromium would take
 * up the stream that the sound server has moved to another device, and the returned one would stay silent.
 *
 * @param now ms
 */
export function createReturnedDevices(now: () => number = () => performance.now()): ReturnedDevices {
  const known = new Set<string>()
  const goneSince = new Map<string, number>()
  const mayBeUsed = (id: string): boolean => {
    const since = goneSince.get(id)
    return since === undefined || now() - since >= KEPT_STREAM
  }
  return {
    seen(ids) {
      for (const id of known) if (!ids.includes(id) && !goneSince.has(id)) goneSince.set(id, now())
      const usable = ids.filter(mayBeUsed)
      for (const id of usable) {
        known.add(id)
        goneSince.delete(id)
      }
      return usable
    },
    mayBeUsed,
  }
}

/** The computer's output devices, fed by the poll. */
export const outputs = createReturnedDevices()
