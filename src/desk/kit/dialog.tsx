import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

/** A question over the desk; Escape closes it, focus comes back to where it was. */
export const Dialog = ({
  title,
  onClose,
  children,
  wide,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}) => (
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
