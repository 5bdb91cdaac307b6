import {
  type Icon,
  IconCoins,
  IconKeyboard,
  IconMessage,
  IconMicrophone,
  IconMicrophoneOff,
  IconMoon,
  IconMoonStars,
  IconPhoneCall,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconSun,
} from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../state/app-store.ts'
import { showKeys } from '../../state/dialogs.ts'
import { go, type ScreenId } from '../../state/navigation.ts'
import { shownCall } from '../../state/selectors.ts'

/** Something that can be done from the search. None of them ends a call or costs money: Enter is always safe. */
export type Action = {
  readonly id: string
  readonly title: string
  readonly icon: Icon
  /** In Electron's notation, shown beside it; null where it has none. */
  readonly keys: string | null
  readonly run: () => void
}

/** What can be done now, whatever was typed. */
export function useActions(): readonly Action[] {
  const { t } = useTranslation()
  const dark = useApp((s) => s.settings.theme === 'dark')
  const dnd = useApp((s) => s.settings.calls.doNotDisturb !== null)
  const letters = useApp((s) => s.settings.desktop.singleKeys)
  const call = useApp(shownCall)
  const callId = call?.state === 'connected' ? call.id : null
  const muted = call?.muted ?? false
  const held = call?.hold.local ?? false
  return useMemo(() => {
    const { calls, settings, account } = window.dialdesk
    return [
      ...(callId === null
        ? []
        : [
            {
              id: 'mute',
              title: t(muted ? 'call.unmute' : 'call.mute'),
              icon: muted ? IconMicrophone : IconMicrophoneOff,
              keys: letters ? 'M' : null,
              run: () => void calls.setMuted({ callId, on: !muted }),
            },
            {
              id: 'hold',
              title: t(held ? 'call.resume' : 'call.hold'),
              icon: held ? IconPlayerPlay : IconPlayerPause,
              keys: letters ? 'H' : null,
              run: () => void calls.setHold({ callId, on: !held }),
            },
          ]),
      {
        id: 'dnd',
        title: t(dnd ? 'dnd.off' : 'dnd.title'),
        icon: IconMoon,
        keys: 'CommandOrControl+Shift+D',
        run: () => void settings.change({ calls: { doNotDisturb: dnd ? null : { until: null } } }),
      },
      {
        id: 'theme',
        title: t(dark ? 'search.lightTheme' : 'search.darkTheme'),
        icon: dark ? IconSun : IconMoonStars,
        keys: null,
        run: () => void settings.change({ theme: dark ? 'light' : 'dark' }),
      },
      { id: 'balance', title: t('header.refresh'), icon: IconRefresh, keys: 'CommandOrControl+B', run: () => void account.refreshBalance() },
      { id: 'keys', title: t('keys.title'), icon: IconKeyboard, keys: '?', run: showKeys },
    ]
  }, [t, dark, dnd, letters, callId, muted, held])
}

/** What can be done with a number besides calling it: each opens its screen, filled in, and sends nothing yet. */
export function useNumberActions(screens: readonly ScreenId[]): (number: string, name: string) => readonly Action[] {
  const { t } = useTranslation()
  return useCallback(
    (number, name) =>
      numberActions
        .filter(({ id }) => screens.includes(id))
        .map(({ id, title, icon }) => ({ id: `${id} ${number}`, title: t(title, { name }), icon, keys: null, run: () => go(id, number) })),
    [screens, t],
  )
}

const numberActions = [
  { id: 'sms', title: 'search.sms', icon: IconMessage },
  { id: 'rates', title: 'search.price', icon: IconCoins },
  { id: 'callback', title: 'search.callback', icon: IconPhoneCall },
] as const
