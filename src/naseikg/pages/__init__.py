"""The pages of the static site: what stands on each, as markup; `naseikg.site` writes them."""
