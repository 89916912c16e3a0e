import { createTheme } from '@mantine/core';

/** Mantine in our measures; its colours are mapped to the tokens in css/mantine.css. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  primaryColor: 'blue',
  defaultRadius: 4,
  respectReducedMotion: true,
  fontSizes: { xs: '0.8125rem', sm: '0.8125rem', md: '0.9375rem', lg: '0.9375rem', xl: '1.25rem' },
  components: {
    Input: { defaultProps: { size: 'sm' } },
    Combobox: { defaultProps: { transitionProps: { duration: 0 }, shadow: undefined } },
  },
});

/** The nonce of this page, which styles made by scripts must carry. */
export const styleNonce = () =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
