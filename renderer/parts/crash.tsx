// Catches a mistake in the window's own code, so that a person sees words and a way on instead of an empty page.
import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { text } from '../text.ts';
import { Notice } from './notice.tsx';

export class Crash extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Notice tone="danger" role="alert" title={text.ui.unexpected.title} testId="crash">
        <span>{text.ui.unexpected.text}</span>
        <span>
          <Button onClick={() => window.location.reload()}>{text.ui.unexpected.reload}</Button>
        </span>
      </Notice>
    );
  }
}
