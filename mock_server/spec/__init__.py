"""Reading OpenAPI documents: bundling, judging, and what each operation promises."""
