//! Where the demo cloud's answers differ from Microsoft's documents for a reason.

use crate::exceptions::Exception;

/// In answers to every caller.
pub(crate) const ALWAYS: &[Exception] = &[
    Exception {
        operation: "machinelearning-v1-dataplane/Services_",
        at: "/createdBy",
        what: "unknown",
        reason: "Microsoft's SDK reads it",
    },
    Exception {
        operation: "machinelearning-v1-dataplane/Services_",
        at: "/containerResourceRequirements/cpuLimit",
        what: "unknown",
        reason: "Microsoft's SDK reads it, and the documents of 2021 know it",
    },
    Exception {
        operation: "machinelearning-v1-dataplane/Services_",
        at: "/containerResourceRequirements/memoryInGBLimit",
        what: "unknown",
        reason: "Microsoft's SDK reads it, and the documents of 2021 know it",
    },
    Exception {
        operation: "machinelearning/Workspaces_",
        at: "/etag",
        what: "unknown",
        reason: "recorded answers of real Azure have it",
    },
    Exception {
        operation: "machinelearning/Workspaces_",
        at: "/properties/creationTime",
        what: "unknown",
        reason: "recorded answers of real Azure have it",
    },
    Exception {
        operation: "machinelearning/",
        at: "retry-after",
        what: "minimum of 10",
        reason: "ten seconds are long in a demonstration, and clients wait for whatever is said",
    },
    Exception {
        operation: "resources/Subscriptions_List",
        at: "/count",
        what: "unknown",
        reason: "recorded answers of real Azure have it",
    },
    Exception {
        operation: "resources/Subscriptions_List",
        at: "",
        what: "\"nextLink\" is a required property",
        reason: "recorded answers of real Azure leave it out when there is no further page",
    },
    Exception {
        operation: "resources/Tenants_List",
        at: "",
        what: "\"nextLink\" is a required property",
        reason: "as for subscriptions",
    },
];

/// In answers to requests that the program's own client does not send.
pub(crate) const IN_A_REPLAY: &[Exception] = &[
    newer("/etag"),
    newer("/properties/creationTime"),
    Exception {
        operation: "machinelearning-v1-arm/2021-01-01/",
        at: "ByType",
        what: "user",
        reason: "this document writes the words of systemData in lower case, all later ones in capitals",
    },
    Exception {
        operation: "monitor/",
        at: "/channels",
        what: "unknown",
        reason: "a recorded answer of Azure Monitor has it",
    },
    Exception {
        operation: "resources/Resources_GetById",
        at: "/etag",
        what: "unknown",
        reason: "the document has the generic part of a resource only; this is the provider's own",
    },
    Exception {
        operation: "resources/Resources_GetById",
        at: "/systemData",
        what: "unknown",
        reason: "the document has the generic part of a resource only; this is the provider's own",
    },
];

/// In its refusals.
pub(crate) const IN_A_REFUSAL: &[Exception] = &[Exception {
    operation: "monitor/",
    at: "/error",
    what: "unknown",
    reason: "the document has the errors of Azure Monitor; ARM before it refuses in its own words",
}];

/// A property of a workspace that the documents of the first generation leave out.
const fn newer(at: &'static str) -> Exception {
    Exception {
        operation: "machinelearning-v1-arm/Workspaces_",
        at,
        what: "unknown",
        reason: "recorded answers of real Azure have it",
    }
}
