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

/** The strongest frequency in a call's sound as the page hears it, once there is some; 0 when there is none within `limit` ms. */
export function heardInPage(page: Page, limit = 6000): Promise<number> {
  return page.evaluate(async (ms) => {
    const until = performance.now() + ms
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
        await new Promise((resolve) => setTimeout(resolve, 700))
        const bins = new Float32Array(analyser.frequencyBinCount)
        analyser.getFloatFrequencyData(bins)
        let best = 0
        bins.forEach((level, i) => {
          if (level > (bins[best] ?? Number.NEGATIVE_INFINITY)) best = i
        })
        await context.close()
        if ((bins[best] ?? -200) > -60) return Math.round((best * 48_000) / 16_384 / (48_000 / context.sampleRate))
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return 0
  }, limit)
}

/** Whether a call's sound holds all these frequencies at once, within `limit` ms. `leg` counts the page's legs from 0. */
export function hearsInPage(page: Page, wanted: readonly number[], leg: number, limit = 8000): Promise<boolean> {
  return page.evaluate(
    async ([frequencies, index, ms]) => {
      const until = performance.now() + ms
      while (performance.now() < until) {
        const stream = document.querySelectorAll<HTMLAudioElement>('audio[data-leg]')[index]?.srcObject
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
    [[...wanted], leg, limit] as const,
  )
}
