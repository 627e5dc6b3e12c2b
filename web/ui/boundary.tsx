// Keeps what fails in one part of a page from taking the whole page with it.
import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  /** What is shown instead. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Parts that are loaded on demand are gone after an update of the service, until the page is loaded anew. */
export class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
