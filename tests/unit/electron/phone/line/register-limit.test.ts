import { expect, it } from 'vitest'
import { RegisterLimit } from '../../../../../electron/phone/line/register-limit.ts'

/** When REGISTERs are sent, s, if each is requested as soon as allowed. */
function storm(limit: RegisterLimit, clock: { now: number }, seconds: number): number[] {
  const sent: number[] = []
  const end = clock.now + seconds * 1000
  while (clock.now < end) {
    const wait = limit.take()
    if (wait === 0) sent.push(Math.round(clock.now / 1000))
    clock.now += wait
  }
  return sent
}

it('a few go at once, then fewer and fewer, and after a rest it is as before', () => {
  const clock = { now: 0 }
  const limit = new RegisterLimit(() => clock.now)
  expect(storm(limit, clock, 60).length).toBeLessThanOrEqual(10)
  const inAnHour = storm(limit, clock, 3600).length
  expect(inAnHour).toBeLessThanOrEqual(121)
  clock.now += 10 * 60_000
  expect(Array.from({ length: 6 }, () => limit.take())).toEqual(Array(6).fill(0))
})

it('who registers each four seconds never waits', () => {
  let now = 0
  const limit = new RegisterLimit(() => now)
  for (let i = 0; i < 100; i++) {
    expect(limit.take()).toBe(0)
    now += 4000
  }
})
