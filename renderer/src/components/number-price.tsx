import { readPhoneNumber } from '../../../shared/domain/phone-number.ts'
import { useRate } from '../hooks/use-rate.ts'
import { useApp } from '../state/app-store.ts'
import { regionOf } from '../state/selectors.ts'
import { Price } from './price.tsx'

/** The price of a number beside a button that calls it; nothing for a number without a rate. */
export function NumberPrice({ number }: { readonly number: string }) {
  const region = useApp(regionOf)
  return <Price of={useRate(readPhoneNumber(number, region)?.e164 ?? null)} />
}
