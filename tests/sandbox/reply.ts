export const CUSTOMER_NUMBER = '00216559'
export const ACCOUNT_NUMBER = '7346165'

export type SandboxLine = Readonly<Record<string, string>>
export type Account = {
  readonly userName: string
  readonly password: string
  /** As the provider writes it: `18,4000`. */
  balance: string
  lines: Readonly<Record<string, SandboxLine>>
}

export const success = (body: unknown): string => JSON.stringify({ error: false, codes: [{ code: 200, description: 'OK' }], body })
export const refuse = (code: number, description: string): string => JSON.stringify({ error: true, codes: [{ code, description }], body: [] })

/** What most replies end with (provider API: account footer). */
export const footer = (a: Account): Record<string, string> => ({
  customernumber: CUSTOMER_NUMBER,
  accountnumber: ACCOUNT_NUMBER,
  username: a.userName,
  customercurrency: 'eur',
  customeraccountstate: a.balance.replace(/(,\d\d)\d*$/, '$1'),
})
