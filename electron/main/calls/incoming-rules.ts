import type { Settings } from '../../../shared/domain/settings.ts'
import type { Environment } from '../environment.ts'
import { type BlockList, createBlockList } from './block-list.ts'
import type { CallService } from './call-service.ts'
import { createDoNotDisturb, type DoNotDisturb } from './do-not-disturb.ts'

/** Who may ring, and when: "do not disturb" with its quiet hours, and the list of blocked callers. */
export type IncomingRules = DoNotDisturb & { readonly blockList: BlockList }

export function createIncomingRules(
  { settings, region }: Pick<Environment, 'settings' | 'region'>,
  options: {
    readonly setPolicy: CallService['setPolicy']
    /** "Do not disturb" was switched on or off here. */
    readonly onSwitched: (settings: Settings) => void
    /** The list of blocked callers changed: the settings are to be applied. */
    readonly onBlockList: () => void
  },
): IncomingRules {
  const { setPolicy, onSwitched, onBlockList } = options
  return {
    ...createDoNotDisturb({ settings, region, now: Date.now, onPolicy: setPolicy, onSwitched }),
    blockList: createBlockList({ settings, region, now: Date.now, onChange: onBlockList }),
  }
}
