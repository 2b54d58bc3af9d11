//! The body of a request as it arrives. A body that breaks off, or breaks the rules of its framing (RFC 9112 §7),
//! makes no whole request: reading it never ends, and the server answers instead.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use tokio::sync::oneshot;

/// A body that tells when it is broken.
pub(crate) struct RequestBody {
    incoming: Incoming,
    /// Gone when it was told.
    broken: Option<oneshot::Sender<()>>,
}

impl RequestBody {
    /// The body, and what comes if it is broken.
    pub(crate) fn new(incoming: Incoming) -> (Self, oneshot::Receiver<()>) {
        let (tell, broken) = oneshot::channel();
        (Self { incoming, broken: Some(tell) }, broken)
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        if self.broken.is_none() {
            return Poll::Pending;
        }
        let frame = ready!(Pin::new(&mut self.incoming).poll_frame(context));
        if let Some(Err(error)) = frame {
            tracing::debug!(%error, "a request's body is broken");
            let _nobody_waits = self.broken.take().map(|tell| tell.send(()));
            return Poll::Pending;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
