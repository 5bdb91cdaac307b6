import { expect, it, vi } from 'vitest'

vi.mock('electron', () => import('../../../../support/fakes/ipc-main.ts'))

it('what is shipped does not run without the sandbox, whoever switched it off; a test may', async () => {
  const { runsWithoutSandbox } = await import('../../../../../electron/main/windows/sandbox.ts')
  const has =
    (...names: string[]) =>
    (name: string) =>
      names.includes(name)
  expect([runsWithoutSandbox(true, has()), runsWithoutSandbox(true, has('lang'))]).toEqual([false, false])
  expect([runsWithoutSandbox(true, has('no-sandbox')), runsWithoutSandbox(true, has('single-process'))]).toEqual([true, true])
  expect(runsWithoutSandbox(false, has('no-sandbox'))).toBe(false)
})
