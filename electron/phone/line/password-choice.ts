/**
 * Which of a line's candidate passwords it signs in with. The next one is tried only until one has worked: a password that
 * worked and is refused later was changed at the provider, and the other candidate is no better.
 */
export class PasswordChoice {
  readonly #passwords: readonly string[]
  #index = 0
  #known = false

  /** @param passwords in the order in which they are tried */
  constructor(passwords: readonly string[]) {
    this.#passwords = passwords
  }

  get current(): string {
    return this.#passwords[this.#index] ?? ''
  }
  /** Index of the current one where there is a choice; null where there is none. */
  get index(): number | null {
    return this.#passwords.length > 1 ? this.#index : null
  }

  /** The registrar accepted the current one. */
  accepted(): void {
    this.#known = true
  }

  /** The registrar refused the current one. @returns whether there is another one to try, which is current now */
  next(): boolean {
    if (this.#known || this.#index + 1 >= this.#passwords.length) return false
    this.#index += 1
    return true
  }

  /** Begins with the first one again. */
  reset(): void {
    this.#index = 0
  }
}
