import { afterEach, expect, it, vi } from 'vitest'
import { MediaAgent } from '../../../../../renderer/src/audio/media-agent.ts'
import type { AudioSettings } from '../../../../../shared/domain/settings.ts'
import { fakePageAudio } from '../../../../support/fakes/page-audio.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

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
  return { ...fake, agent, settings, open, echo }
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

it('opens a chosen microphone without a list of the devices, and the system’s where it is not connected', async () => {
  const { captured, gone, settings, agent, open } = await setUp()
  settings.microphone = 'usb'
  const device = () => captured.map(({ constraints }) => constraints.deviceId)
  await open(1, false)
  gone.add('usb')
  await agent.applyMicrophone()
  gone.delete('usb')
  await agent.applyMicrophone()
  expect(device()).toEqual([{ exact: 'usb' }, undefined, { exact: 'usb' }])
  expect(navigator.mediaDevices.enumerateDevices).not.toHaveBeenCalled()
})

it('a call that is answered takes the microphone that was opened when the user answered', async () => {
  vi.useFakeTimers()
  const { captured, senders, agent, open } = await setUp()
  agent.expectMicrophone()
  agent.expectMicrophone()
  await open(1, false)
  expect(captured).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(captured[0]?.track.stopped).toBe(false)
  expect(senders[0]?.track).toBe(captured[0]?.track.clones[0])
  agent.reset()
  await vi.advanceTimersByTimeAsync(0)
  expect(captured[0]?.track.stopped).toBe(true)
})

it('a call that is over as soon as it was answered closes the microphone at once', async () => {
  vi.useFakeTimers()
  const { captured, agent, open } = await setUp()
  agent.expectMicrophone()
  await open(1, false)
  agent.reset()
  await vi.advanceTimersByTimeAsync(0)
  expect(captured[0]?.track.stopped).toBe(true)
})

it('a microphone that no call takes is closed, and so is one that is expected a second time', async () => {
  vi.useFakeTimers()
  const { captured, agent } = await setUp()
  for (const n of [0, 1]) {
    agent.expectMicrophone()
    await vi.advanceTimersByTimeAsync(2900)
    expect(captured.map(({ track }) => track.stopped)).toEqual(n ? [true, false] : [false])
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(captured.map(({ track }) => track.stopped)).toEqual([true, true])
})

it('a microphone that cannot be opened when the user answers is tried again for the call', async () => {
  const { captured, allowed, agent, open } = await setUp()
  allowed.now = false
  agent.expectMicrophone()
  await vi.waitFor(() => expect(agent.microphoneStream).toBe(null))
  allowed.now = true
  await open(1, false)
  expect(captured).toHaveLength(1)
})

it('a microphone that is plugged in during a call is used, whether there was one before or not', async () => {
  const { captured, allowed, senders, agent } = await setUp()
  allowed.now = false
  await agent.handle({ op: 'leg.open', leg: 1, mode: 'gateway' })
  expect(await agent.handle({ op: 'leg.microphone', leg: 1, mode: 'live', echoCancellation: false })).toMatchObject({ ok: false })
  allowed.now = true
  await agent.applyMicrophone()
  expect(senders[0]?.track).toBe(captured[0]?.track.clones[0])
  // the only one is pulled out, and comes back
  allowed.now = false
  captured[0]?.track.onended?.()
  await agent.applyMicrophone()
  allowed.now = true
  await agent.applyMicrophone()
  expect(captured).toHaveLength(2)
  expect(senders[0]?.track).toBe(captured[1]?.track.clones[0])
})

it('a leg whose microphone was pulled out opens another one when it is asked to', async () => {
  const { captured, allowed, senders, agent, open } = await setUp()
  await open(1, false)
  const source = captured[0]?.track
  for (const track of [source, ...(source?.clones ?? [])]) if (track) track.readyState = 'ended'
  allowed.now = false
  source?.onended?.()
  await vi.waitFor(() => expect(agent.microphoneStream).toBe(null))
  const ask = () => agent.handle({ op: 'leg.microphone', leg: 1, mode: 'live', echoCancellation: false })
  expect(await ask()).toMatchObject({ ok: false })
  allowed.now = true
  expect(await ask()).toMatchObject({ ok: true })
  expect(senders[0]?.track).toBe(captured[1]?.track.clones[0])
})
