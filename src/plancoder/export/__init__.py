"""Review to matrices and every file a report needs."""
