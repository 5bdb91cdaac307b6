import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

let folder: string | undefined

/** A WAV file (48 kHz, mono, 4 s) with a pure tone, for Chromium's fake microphone, which plays it in a loop. */
export function toneFile(hz: number): string {
  folder ??= mkdtempSync(join(tmpdir(), 'tones-'))
  const path = join(folder, `${hz}.wav`)
  writeFileSync(path, toneWav(hz, 48_000, 4, 12_000))
  return path
}

/** A pure tone as a WAV file: mono, 16 bits, `rate` samples a second. */
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
  for (let i = 0; i < samples; i++) data.writeInt16LE(Math.round(amplitude * Math.sin((2 * Math.PI * hz * i) / rate)), 44 + i * 2)
  return data
}

/**
 * The strongest frequency in a call's audio as the page hears it, once it is steady: two measures in a row agree, so that a moment
 * of a busy computer decides nothing. Without that the last measure after `limit` ms; 0 when there was only silence.
 */
export function heardInPage(page: Page, limit = 15_000): Promise<number> {
  return page.evaluate(async (ms) => {
    const until = performance.now() + ms
    let last = 0
    while (performance.now() < until) {
      const legs = [...document.querySelectorAll<HTMLAudioElement>('audio[data-leg]')]
      // of several calls the one that is heard
      const stream = (legs.find((leg) => !leg.muted) ?? legs[0])?.srcObject
      if (stream instanceof MediaStream && stream.getAudioTracks().length) {
        const context = new AudioContext()
        await context.resume()
        const analyser = context.createAnalyser()
        analyser.fftSize = 16_384
        analyser.smoothingTimeConstant = 0
        context.createMediaStreamSource(stream).connect(analyser)
        const bins = new Float32Array(analyser.frequencyBinCount)
        const strongest = async (): Promise<number> => {
          // longer than what one measure covers: 16,384 samples
          await new Promise((resolve) => setTimeout(resolve, 400))
          analyser.getFloatFrequencyData(bins)
          const level = Math.max(...bins)
          return level > -60 ? Math.round((bins.indexOf(level) * context.sampleRate) / analyser.fftSize) : 0
        }
        const [first, second] = [await strongest(), await strongest()]
        await context.close()
        last = second
        if (second > 0 && Math.abs(first - second) <= 5) return second
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return last
  }, limit)
}

/**
 * Whether a call's audio has all these frequencies at once, within `limit` ms. `index` counts the running calls from 0, the oldest
 * first: a leg that had no packets for a while is built again and comes after the others in the document.
 */
export function hearsInPage(page: Page, wanted: readonly number[], index: number, limit = 15_000): Promise<boolean> {
  return page.evaluate(
    async ([frequencies, nth, ms]) => {
      const until = performance.now() + ms
      while (performance.now() < until) {
        const snapshot = await window.dialdesk.app.snapshot()
        const calls = snapshot.ok ? snapshot.value.state.calls.filter((c) => c.state !== 'ended') : []
        const leg = calls.sort((a, b) => a.startedAt - b.startedAt)[nth]?.media.legId
        const stream = document.querySelector<HTMLAudioElement>(`audio[data-leg="${leg}"]`)?.srcObject
        if (stream instanceof MediaStream && stream.getAudioTracks().length) {
          const context = new AudioContext()
          await context.resume()
          const analyser = context.createAnalyser()
          analyser.fftSize = 16_384
          analyser.smoothingTimeConstant = 0
          context.createMediaStreamSource(stream).connect(analyser)
          await new Promise((resolve) => setTimeout(resolve, 700))
          const bins = new Float32Array(analyser.frequencyBinCount)
          analyser.getFloatFrequencyData(bins)
          const binOf = (hz: number): number => Math.round((hz * analyser.fftSize) / context.sampleRate)
          const level = (hz: number): number => Math.max(...bins.slice(binOf(hz) - 3, binOf(hz) + 4))
          await context.close()
          if (frequencies.every((hz) => level(hz) > -60)) return true
        }
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      return false
    },
    [[...wanted], index, limit] as const,
  )
}
