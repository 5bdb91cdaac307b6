import { expect, it } from 'vitest'
import { appStateSchema } from '../../../../shared/contract/ipc.ts'
import { states } from '../../../gallery/states.ts'

it.each(states.map((s) => [s.id, s.state] as const))('the gallery shows nothing that could not be: %s', (_, state) =>
  expect(appStateSchema.safeParse(state).error?.issues ?? []).toEqual([]),
)
