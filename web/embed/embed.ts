// The elements for pages of other sites: <ideascope-profile> and <ideascope-related>.
export {};
