import { useMemo } from 'react'
import { useApp } from '../state/app-store.ts'
import { type ScreenEntry, screens } from './screens.ts'

/** The screens in the order of the navigation, without those that the computer's administrator or the account leaves out. */
export function useShownScreens(): readonly ScreenEntry[] {
  const areas = useApp(({ services }) => services.areas)
  const off = useApp(({ environment }) => environment.managed.disabled) as readonly string[]
  return useMemo(() => screens.filter(({ id }) => !off.includes(id) && (!(id === 'cards' || id === 'callshop') || !areas[id].hidden)), [areas, off])
}
