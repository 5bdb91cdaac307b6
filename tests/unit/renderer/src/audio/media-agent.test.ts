import { afterEach, expect, it, vi } from 'vitest'
import { MediaAgent } from '../../../../../renderer/src/audio/media-agent.ts'
import type { AudioSettings } from '../../../../../shared/domain/settings.ts'
import { fakePageAudio } from '../../../../support/fakes/page-audio.ts'

afterEach(() => vi.unstubAllGlobals())

async function setUp() {
  const fake = fakePageAudio()
  const settings = {
    microphone: 'default',
    speaker: 'default',
    echoCancellation: false,
    noiseSuppression: true,
    gainControl: true,
    microphoneGain: 0,
  }
  const agent = new MediaAgent(() => settings as unknown as AudioSettings)
  const open = async (leg: number, echoCancellation: boolean): Promise<void> => {
    expect(await agent.handle({ op: 'leg.open', leg, mode: 'gateway' })).toMatchObject({ ok: true })
    expect(await agent.handle({ op: 'leg.microphone', leg, mode: 'live', echoCancellation })).toMatchObject({ ok: true })
  }
  const echo = () => fake.captured.map(({ constraints }) => constraints.echoCancellation)
  return { ...fake, agent, open, echo }
}

it('keeps the line’s echo cancellation when the devices change', async () => {
  const { agent, open, echo } = await setUp()
  await open(1, true)
  await agent.applyMicrophone()
  expect(echo()).toEqual([true, true])
})

it('keeps it when the microphone is pulled out', async () => {
  const { captured, open, echo } = await setUp()
  await open(1, true)
  captured[0]?.track.onended?.()
  await vi.waitFor(() => expect(echo()).toEqual([true, true]))
})

it('opens the shared microphone again for a line that needs it, and sends from the new one on every leg', async () => {
  const { captured, senders, open, echo } = await setUp()
  await open(1, false)
  await open(2, true)
  expect(echo()).toEqual([false, true])
  expect(captured[0]?.track.stopped).toBe(true)
  expect(senders.map(({ track }) => track)).toEqual(captured[1]?.track.clones)
})

it('two changes of devices at the same time leave one microphone open, the last one', async () => {
  const { captured, senders, agent, open } = await setUp()
  await open(1, false)
  await Promise.all([agent.applyMicrophone(), agent.applyMicrophone()])
  expect(captured.map(({ track }) => track.stopped)).toEqual([true, true, false])
  expect(senders[0]?.track).toBe(captured[2]?.track.clones[0])
  agent.reset()
  await vi.waitFor(() => expect(captured.every(({ track }) => track.stopped)).toBe(true))
})
