import type { ContactRef } from '../../../shared/domain/contact.ts'

/** The contacts that some numbers belong to, each number once. */
export const namesOf = (numbers: readonly string[], of: (number: string) => ContactRef | null): { number: string; contact: ContactRef }[] =>
  [...new Set(numbers)].flatMap((number) => {
    const contact = of(number)
    return contact ? [{ number, contact }] : []
  })
