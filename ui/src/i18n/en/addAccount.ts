export const addAccount = {
  title: "Add an account",
  otherMethodsTitle: "Other ways to sign in",
  cloud: (name: string) => `Cloud: ${name}`,
  choice: "How to sign in",
  groups: {
    person: "As yourself",
    application: "As an application",
    machine: "With what this machine has",
  },
  methods: {
    browser: {
      name: "Browser",
      text: "Your work or school account. The sign-in page opens in your own browser.",
    },
    deviceCode: {
      name: "Device code",
      text: "You get a short code and type it on a page, on any device that has a browser. Some organisations do not allow this.",
    },
    clientSecret: {
      name: "Service principal with secret",
      text: "An application of your tenant, and the value of one of its client secrets.",
    },
    clientCertificate: {
      name: "Service principal with certificate",
      text: "An application of your tenant, and a certificate with its private key.",
    },
    sdkAuth: {
      name: "Import from az (JSON)",
      text: "What az ad sp create-for-rbac printed, with --json-auth, --sdk-auth or without.",
    },
    environment: {
      name: "Environment variables",
      text: "The variables that Latchkey was started with. They are read once, now.",
    },
    azureCli: {
      name: "Azure CLI",
      text: "Whoever is signed in to az on this machine. Latchkey asks az for tokens and keeps none of its secrets.",
    },
    managedIdentity: {
      name: "Managed identity",
      text: "The identity that Azure gave to this machine: a virtual machine, App Service, Arc or Azure ML compute.",
    },
  },
  signIn: "Sign in",
  getCode: "Get a code",
  backToForm: "Back to the form",
  settingsTenant:
    "A domain or a GUID. Leave empty to use the one in the settings, or to let your account decide.",
  settingsClientId:
    "Of your own app registration. Leave empty to use the one in the settings, or that of Microsoft’s developer tools.",
  applicationTenant: "The tenant that the application is in: a domain such as contoso.com, or a GUID.",
  applicationClientId: "The application (client) id, a GUID.",
  cliTenant: "A domain or a GUID. Leave empty to use the tenant that az works with.",
  providerClientId:
    "Of your application at this cloud’s sign-in service. Leave empty to use the one of the cloud’s file.",
  secret: "Client secret",
  secretHint: "The secret’s value, not its id. It goes to your system’s secret store and is not shown again.",
  show: (what: string) => `Show ${what}`,
  hide: (what: string) => `Hide ${what}`,
  certificate: "Certificate",
  certificateHint: "A PEM or PFX file that holds the private key too. The file itself stays where it is.",
  certificateMissing: "Choose the certificate’s file.",
  certificateLong: "This file is too large for a certificate (256 KiB at most).",
  password: "Password of the file",
  passwordHint: "Leave empty if the file has none.",
  json: "JSON",
  jsonHint: "It holds a secret, so what you paste is shown as dots.",
  jsonMissing: "Paste the JSON, or choose its file.",
  jsonLong: "This file is too large for what az prints (64 KiB at most).",
  unreadable: "This file could not be read.",
  drop: "Drop the file here, or",
  chooseFile: "Choose file…",
  removeFile: (name: string) => `Remove ${name}`,
  variables: "Variables",
  variableSets: { aml: "AML_*", azure: "AZURE_*" },
  variableNames: {
    aml: "AML_TENANT_ID, AML_PRINCIPAL_ID and AML_PRINCIPAL_PASS",
    azure: "AZURE_TENANT_ID and AZURE_CLIENT_ID, with AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH",
  },
  identity: "Identity",
  identities: {
    systemAssigned: "System-assigned",
    clientId: "User-assigned, by client id",
    objectId: "User-assigned, by object id",
    resourceId: "User-assigned, by resource id",
  },
  identityIds: { clientId: "Client id", objectId: "Object id", resourceId: "Resource id" },
  identityHints: {
    clientId: "A GUID.",
    objectId: "A GUID.",
    resourceId: "/subscriptions/…/userAssignedIdentities/…",
  },
};
