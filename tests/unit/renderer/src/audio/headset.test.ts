import { describe, expect, it } from 'vitest'
import {
  HeadsetButtons,
  type HeadsetCall,
  type HeadsetEvent,
  headsetAction,
  lightBytes,
  lightsOf,
} from '../../../../../renderer/src/audio/headset.ts'
import { findButtons, findLights } from '../../../../../renderer/src/audio/headset-descriptor.ts'
import { headsets } from '../../../../fixtures/headsets.ts'

/** Time in ms, report id and bytes; or what the headset is made to show then. */
type Step = readonly [at: number, reportId: number, bytes: readonly number[]] | readonly [at: number, offHook: boolean]

/** The events of a stream of reports, each with its time. */
function events(name: keyof typeof headsets, steps: readonly Step[]): [number, HeadsetEvent][] {
  let now = 0
  const seen: [number, HeadsetEvent][] = []
  const buttons = new HeadsetButtons(
    findButtons(headsets[name]),
    (event) => seen.push([now, event]),
    () => now,
  )
  for (const step of steps) {
    now = step[0]
    if (step.length === 2) buttons.setOffHook(step[1])
    else buttons.report(step[1], new DataView(Uint8Array.from(step[2]).buffer))
  }
  return seen
}

describe('@headset a stream of reports', () => {
  it('yields each press once, without bounces and doubles', () =>
    expect(
      events('oneReport', [
        [0, 8, [0x00]],
        [1000, 8, [0x01]], // lifted
        [1040, 8, [0x00]], // ... and bounced
        [1060, 8, [0x01]],
        [1100, true],
        [3000, 8, [0x03]], // mute pressed
        [3090, 8, [0x01]], // and let go
        [3150, 8, [0x03]], // reported twice
        [3160, 8, [0x01]],
        [5000, 8, [0x03]],
        [5080, 8, [0x01]],
        [6000, 8, [0x05]], // flash
        [6080, 8, [0x01]],
        [7000, 1, [0x01]], // volume is none of our business
        [9000, 8, [0x00]], // put down
      ]),
    ).toEqual([
      [1000, 'hook-off'],
      [3000, 'mute'],
      [5000, 'mute'],
      [6000, 'flash'],
      [9000, 'hook-on'],
    ]))
  it('is no press where the headset reports what it was made to show', () =>
    expect(
      events('oneReport', [
        [1000, true], // answered on the screen
        [1050, 8, [0x01]], // the headset follows
        [9000, 8, [0x00]], // ended on the headset
        [9010, false],
        [20_000, true],
        [20_050, 8, [0x01]],
        [30_000, false], // ended on the screen
        [30_050, 8, [0x00]],
      ]),
    ).toEqual([[9000, 'hook-on']]))
  it('of a headset that does not follow is a press all the same', () =>
    expect(
      events('buttonsAlone', [
        [1000, true],
        [9000, 2, [0x01]],
      ]),
    ).toEqual([[9000, 'hook-on']]))
  it('says how mute is, where the button is a state', () =>
    expect(
      events('reportForEach', [
        [1000, 0x14, [0, 0x01]],
        [9000, 0x14, [0, 0x00]],
        [12_000, 0x14, [0, 0x04]], // drop
        [12_100, 0x14, [0, 0x00]],
      ]),
    ).toEqual([
      [1000, 'mute-on'],
      [9000, 'mute-off'],
      [12_000, 'drop'],
    ]))
  it('finds out that a mute button is let go again although it is declared as a state', () =>
    expect(
      events('buttonsAlone', [
        [1000, 2, [0x02]],
        [1120, 2, [0x00]],
        [5000, 2, [0x02]],
        [5900, 2, [0x00]],
      ]),
    ).toEqual([
      [1000, 'mute-on'],
      [5000, 'mute'],
    ]))
  it('names pressed keys', () =>
    expect(
      events('pressedKeys', [
        [1000, 0, [0x01]], // hook
        [1100, 0, [0x00]],
        [3000, 0, [0x40]], // hold, in the second field
        [3100, 0, [0x00]],
        [5000, 0, []], // too short
      ]),
    ).toEqual([
      [1000, 'hook-toggle'],
      [3000, 'hold'],
    ]))
})

const call = (part: Partial<HeadsetCall> = {}): HeadsetCall => ({
  id: 'a',
  state: 'connected',
  incoming: false,
  muted: false,
  held: false,
  focus: true,
  silenced: false,
  ...part,
})
const caller = (part: Partial<HeadsetCall> = {}): HeadsetCall => call({ id: 'caller', state: 'ringing', incoming: true, focus: false, ...part })

describe('@headset what a press does', () => {
  it.each<[HeadsetEvent, HeadsetCall[], ReturnType<typeof headsetAction>]>([
    ['hook-off', [caller()], { kind: 'answer', callId: 'caller' }],
    ['hook-off', [call()], null],
    ['hook-on', [call({ id: 'held', focus: false, held: true }), call({ id: 'front' })], { kind: 'hang-up', callId: 'front' }],
    ['hook-on', [caller()], null],
    ['hook-toggle', [caller()], { kind: 'answer', callId: 'caller' }],
    ['hook-toggle', [call(), caller()], { kind: 'hang-up', callId: 'a' }],
    ['mute', [call({ muted: true })], { kind: 'mute', callId: 'a', on: false }],
    ['mute-on', [call()], { kind: 'mute', callId: 'a', on: true }],
    ['mute-on', [call({ muted: true })], null],
    ['mute-off', [call({ muted: true })], { kind: 'mute', callId: 'a', on: false }],
    ['mute', [], null],
    ['flash', [call(), caller()], { kind: 'answer', callId: 'caller' }],
    ['flash', [call({ held: true })], { kind: 'hold', callId: 'a', on: false }],
    ['hold', [call()], { kind: 'hold', callId: 'a', on: true }],
    ['hold', [call({ state: 'calling' })], null],
    ['drop', [call(), caller()], { kind: 'reject', callId: 'caller' }],
    ['drop', [call()], { kind: 'hang-up', callId: 'a' }],
  ])('%s with %o', (event, calls, action) => expect(headsetAction(event, calls)).toEqual(action))
})

describe('@headset what it shows', () => {
  it.each<[string, HeadsetCall[], string]>([
    ['nothing without a call', [], ''],
    ['a caller rings', [caller()], 'ring'],
    ['unless silenced', [caller({ silenced: true })], ''],
    ['a call we make is off hook', [call({ state: 'calling' })], 'off-hook'],
    ['a second caller rings besides', [call(), caller()], 'off-hook ring'],
    ['muted and held', [call({ muted: true, held: true })], 'off-hook mute hold'],
    ['the call in front counts', [call({ id: 'b', focus: false, held: true }), call({ muted: true })], 'off-hook mute'],
    ['what is over is over', [call({ state: 'ended', muted: true })], ''],
  ])('%s', (_name, calls, shown) =>
    expect(
      Object.entries(lightsOf(calls))
        .filter(([, on]) => on)
        .map(([light]) => light)
        .join(' '),
    ).toBe(shown),
  )
  it('in the bits of its reports', () => {
    const bytes = (name: keyof typeof headsets, calls: HeadsetCall[]): number[][] =>
      findLights(headsets[name]).map((report) => [...lightBytes(report, lightsOf(calls))])
    expect(bytes('oneReport', [call({ muted: true }), caller()])).toEqual([[0b0010_0011]])
    expect(bytes('oneReport', [call({ held: true })])).toEqual([[0b0100_0001]])
    expect(bytes('reportForEach', [call({ muted: true })])).toEqual([[1, 0], [0], [1]])
    expect(bytes('pressedKeys', [caller()])).toEqual([[1]])
    expect(bytes('oneReport', [])).toEqual([[0]])
  })
})
