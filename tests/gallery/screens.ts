/** The screens besides phone and settings, in the navigation's order, by the id of their usual state. */
export const screens = ['calls', 'contacts', 'rates', 'callback', 'topup', 'costs', 'sms', 'access', 'cards', 'callshop', 'diagnostics'] as const
