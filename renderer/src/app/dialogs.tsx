import { ReferralDialog } from '../features/calls/referral-dialog.tsx'
import { LinkDialog } from '../features/dialer/link-dialog.tsx'
import { HelpDialog } from '../features/help/help-dialog.tsx'
import { KeysDialog } from '../features/help/keys-dialog.tsx'
import { SearchDialog } from '../features/search/search-dialog.tsx'
import type { ScreenId } from '../state/navigation.ts'
import { NumberMenu } from './number-menu.tsx'

/** What comes over any screen when it is asked for. Loaded after the first screen is shown. */
export function Dialogs({ screens }: { readonly screens: readonly ScreenId[] }) {
  return (
    <>
      <NumberMenu screens={screens} />
      <LinkDialog />
      <SearchDialog screens={screens} />
      <KeysDialog />
      <HelpDialog />
      <ReferralDialog />
    </>
  )
}
