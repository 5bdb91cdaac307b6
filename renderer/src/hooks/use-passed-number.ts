import { useEffect } from 'react'
import { takeNumber, useNavigation } from '../state/navigation.ts'

/** Takes each number that another place passes to this screen, also while the screen is open. */
export function usePassedNumber(take: (number: string) => void): void {
  const passed = useNavigation((n) => n.number)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each number
  useEffect(() => {
    if (passed) take(takeNumber())
  }, [passed])
}
