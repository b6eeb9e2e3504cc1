// The h1 of a page or step. It takes the focus when the page is reached, so that a screen reader starts there.
import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';

const useStyles = makeStyles({
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    textWrap: 'balance',
    '@media (max-width: 560px)': { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  },
});

/** Where the focus goes when what has it is about to go; left alone, it would fall back to the top of the window. */
export const focusTitle = (): void => document.querySelector('h1')?.focus();

/** The same, once it is gone. */
export function catchLostFocus(): void {
  if (document.activeElement === document.body) focusTitle();
}

export function PageTitle({ children, takeFocus }: { children: ReactNode; takeFocus: boolean }) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeFocus) heading.current?.focus();
  }, [takeFocus]);
  return (
    <h1 ref={heading} tabIndex={-1} className={styles.title}>
      {children}
    </h1>
  );
}
