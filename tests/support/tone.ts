import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, type Page } from '@playwright/test'

let folder: string | undefined

/** A WAV file (48 kHz, mono, 4 s) with a pure tone, for Chromium's fake microphone, which plays it in a loop. */
export function toneFile(hz: number): string {
  folder ??= mkdtempSync(join(tmpdir(), 'tones-'))
  const path = join(folder, `${hz}.wav`)
  writeFileSync(path, toneWav(hz, 48_000, 4, 12_000))
  return path
}

/** A pure tone as a WAV file: mono, 16 bits, `rate` samples a second. @param hz a whole number, so that each second is like the first */
export function toneWav(hz: number, rate: number, seconds: number, amplitude: number): Buffer {
  const samples = rate * seconds
  const data = Buffer.alloc(44 + samples * 2)
  data.write('RIFF', 0)
  data.writeUInt32LE(36 + samples * 2, 4)
  data.write('WAVEfmt ', 8)
  data.writeUInt32LE(16, 16)
  data.writeUInt16LE(1, 20)
  data.writeUInt16LE(1, 22)
  data.writeUInt32LE(rate, 24)
  data.writeUInt32LE(rate * 2, 28)
  data.writeUInt16LE(2, 32)
  data.writeUInt16LE(16, 34)
  data.write('data', 36)
  data.writeUInt32LE(samples * 2, 40)
  for (let i = 0; i < rate; i++) data.writeInt16LE(Math.round(amplitude * Math.sin((2 * Math.PI * hz * i) / rate)), 44 + i * 2)
  for (let second = 1; second < seconds; second++) data.copy(data, 44 + second * rate * 2, 44, 44 + rate * 2)
  return data
}

/** Audio as the page hears it: where it is loud enough to count. */
type Spectrum = {
  /** Hz of the strongest frequency; 0 in silence. */
  readonly strongest: number
  /** Of the frequencies asked about, those that are there, Hz. */
  readonly present: readonly number[]
}

/**
 * The audio of one of the page's calls, measured twice in a row, 200 ms each; null while it has none.
 *
 * @param call counts the running calls from 0, the oldest first, for a leg that had no packets for a while is built again and comes
 *   after the others in the document; null for the call in front
 * @param wanted Hz
 */
function measure(page: Page, call: number | null, wanted: readonly number[] = []): Promise<readonly [Spectrum, Spectrum] | null> {
  return page.evaluate(
    async ([index, frequencies]) => {
      const legs = [...document.querySelectorAll<HTMLAudioElement>('audio[data-leg]')]
      const snapshot = await window.dialdesk.app.snapshot()
      const calls = snapshot.ok ? snapshot.value.state.calls.filter((c) => c.state !== 'ended') : []
      // one that rings has a leg, too, in which there is nothing to hear
      const call =
        index === null
          ? (calls.find((c) => c.focus) ?? calls.find((c) => c.direction === 'outgoing' || c.state !== 'ringing'))
          : calls.sort((a, b) => a.startedAt - b.startedAt)[index]
      const stream = legs.find((leg) => leg.dataset['leg'] === String(call?.media.legId))?.srcObject
      if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) return null
      const context = new AudioContext()
      await context.resume()
      const analyser = context.createAnalyser()
      // 6 Hz a step: tones of tests are 50 apart at least
      analyser.fftSize = 8192
      analyser.smoothingTimeConstant = 0
      context.createMediaStreamSource(stream).connect(analyser)
      const levels = new Float32Array(analyser.frequencyBinCount)
      const spectrum = async (): Promise<Spectrum> => {
        // longer than what one measure covers: 186 ms at 44,100 samples a second
        await new Promise((resolve) => setTimeout(resolve, 200))
        analyser.getFloatFrequencyData(levels)
        const loudest = Math.max(...levels)
        const levelAt = (hz: number): number => {
          const bin = Math.round((hz * analyser.fftSize) / context.sampleRate)
          return Math.max(...levels.slice(bin - 2, bin + 3))
        }
        return {
          strongest: loudest > -60 ? Math.round((levels.indexOf(loudest) * context.sampleRate) / analyser.fftSize) : 0,
          present: frequencies.filter((hz) => levelAt(hz) > -60),
        }
      }
      const both = [await spectrum(), await spectrum()] as const
      await context.close()
      return both
    },
    [call, [...wanted]] as const,
  )
}

/**
 * The strongest frequency in a call's audio as the page hears it, Hz, once it is steady: two measures in a row agree, so that a moment
 * of a busy computer decides nothing. Without that the last measure after `limit` ms; 0 when there was only silence.
 */
export async function heardInPage(page: Page, limit = 15_000): Promise<number> {
  const until = performance.now() + limit
  let last = 0
  while (performance.now() < until) {
    const measured = await measure(page, null)
    if (measured) {
      const [{ strongest: first }, { strongest: second }] = measured
      if (second > 0 && Math.abs(first - second) <= 6) return second
      last = second
    }
    await pause(100)
  }
  return last
}

/**
 * A call's audio as the page hears it is a tone of this frequency, Hz: within 10, which is what a measure is off by. On a busy computer a tone
 * that has ended is heard from the page's buffer for a moment more.
 */
export async function expectHeard(page: Page, hz: number): Promise<void> {
  await expect.poll(async () => Math.abs((await heardInPage(page)) - hz), { timeout: 45_000 }).toBeLessThanOrEqual(10)
}

/** Audio both ways, by content: the page hears the tone of a real phone, Hz, and the phone the one of 1000 Hz that our microphone plays. */
export async function expectBothWays(page: Page, phone: { readonly heard: (hz: number) => number }, hz: number): Promise<void> {
  await expectHeard(page, hz)
  await expect.poll(() => phone.heard(1000)).toBeGreaterThan(0.9)
}

/** Whether a call's audio has all these frequencies, Hz, at once, within `limit` ms. `call` counts the running calls from 0. */
export async function hearsInPage(page: Page, wanted: readonly number[], call: number, limit = 45_000): Promise<boolean> {
  const until = performance.now() + limit
  while (performance.now() < until) {
    const measured = await measure(page, call, wanted)
    if (measured?.[1].present.length === wanted.length) return true
    await pause(100)
  }
  return false
}
