import { type RefObject, useEffect } from 'react'
import { arrive, type Place, useWanted } from '../state/places.ts'

/** Gives a place the focus when somebody was led to it. */
export function useArrival(place: Place, element: RefObject<HTMLElement | null>): void {
  const wanted = useWanted(place)
  useEffect(() => {
    if (!wanted) return
    arrive()
    element.current?.focus()
  }, [wanted, element])
}
