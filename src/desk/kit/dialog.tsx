import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}

/** A question over the desk; Escape closes it, focus comes back to where it was. */
export function Dialog({ title, onClose, children, wide }: Props) {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={wide ? 720 : 480}
      transitionProps={{ duration: 0 }}
      // The desk itself does not scroll; locking it would write a style that the page's policy refuses.
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {children}
    </Modal>
  );
}

/** Mantine gives the focus back only where a dialog closes before it is taken away. Nothing else's focus is taken. */
function useFocusBack() {
  const before = useRef(document.activeElement);
  useEffect(
    () => () => {
      const { current } = before;
      if (!(current instanceof HTMLElement)) return;
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) nowFor(current)?.focus({ preventScroll: true });
      });
    },
    [],
  );
}

/** Itself, or what shows the same card now: it may have gone to another lane meanwhile. */
function nowFor(element: HTMLElement): HTMLElement | null {
  if (element.isConnected) return element;
  const { card } = element.dataset;
  return document.querySelector(card ? `[data-card="${CSS.escape(card)}"]` : '#screen');
}
